-- What the job made before it used Flyway. Stays as it is.

CREATE TABLE IF NOT EXISTS campaigns (
    realm         VARCHAR                  NOT NULL,
    id            INTEGER                  NOT NULL,
    name          VARCHAR,
    advertiser_id BIGINT,
    advertiser    VARCHAR,
    starts_on     DATE,
    ends_on       DATE,
    raw           JSON                     NOT NULL,
    changed_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (realm, id)
);

CREATE TABLE IF NOT EXISTS bookings (
    realm         VARCHAR                  NOT NULL,
    id            INTEGER                  NOT NULL,
    campaign_id   INTEGER                  NOT NULL,
    name          VARCHAR,
    starts_on     DATE,
    ends_on       DATE,
    volume        BIGINT,
    raw           JSON                     NOT NULL,
    changed_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (realm, id)
);
