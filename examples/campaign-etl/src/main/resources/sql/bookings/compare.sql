SELECT count(*) AS total,
       count(*) FILTER (WHERE known.id IS NULL) AS added,
       count(*) FILTER (WHERE known.campaign_id <> staged.campaign_id
                           OR CAST(known.raw AS VARCHAR) <> CAST(staged.raw AS VARCHAR)) AS changed
FROM staged_bookings AS staged
LEFT JOIN bookings AS known ON known.realm = staged.realm AND known.id = staged.id
