SELECT count(*) AS total,
       count(*) FILTER (WHERE known.id IS NULL) AS added,
       count(*) FILTER (WHERE CAST(known.raw AS VARCHAR) <> CAST(staged.raw AS VARCHAR)) AS changed
FROM staged_campaigns AS staged
LEFT JOIN campaigns AS known ON known.realm = staged.realm AND known.id = staged.id
