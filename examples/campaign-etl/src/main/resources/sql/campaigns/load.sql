INSERT INTO staged_campaigns (realm, id, name, advertiser_id, advertiser, starts_on, ends_on, raw)
VALUES (:#realm, :#id, :#name, CAST(:#advertiser_id AS BIGINT), :#advertiser,
        CAST(:#starts_on AS DATE), CAST(:#ends_on AS DATE), CAST(:#raw AS JSON))
