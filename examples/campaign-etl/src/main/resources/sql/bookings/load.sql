INSERT INTO staged_bookings (realm, id, campaign_id, name, starts_on, ends_on, volume, raw)
VALUES (:#realm, :#id, :#campaign_id, :#name,
        CAST(:#starts_on AS DATE), CAST(:#ends_on AS DATE), CAST(:#volume AS BIGINT), CAST(:#raw AS JSON))
