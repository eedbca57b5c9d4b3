DROP TABLE staged_campaigns
