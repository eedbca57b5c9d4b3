-- By epoch milliseconds, as the API gives them: when a row was last modified there. deleted_at: when the job noticed that it is
-- gone there; the row stays.
ALTER TABLE campaigns ADD COLUMN modified_ms BIGINT;
ALTER TABLE campaigns ADD COLUMN deleted_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE bookings ADD COLUMN modified_ms BIGINT;
ALTER TABLE bookings ADD COLUMN deleted_at TIMESTAMP WITH TIME ZONE;

CREATE TABLE advertisers (
    realm       VARCHAR                  NOT NULL,
    id          INTEGER                  NOT NULL,
    name        VARCHAR,
    active      BOOLEAN,
    external_id VARCHAR,
    modified_ms BIGINT,
    deleted_at  TIMESTAMP WITH TIME ZONE,
    raw         JSON                     NOT NULL,
    changed_at  TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (realm, id)
);

CREATE TABLE creatives (
    realm       VARCHAR                  NOT NULL,
    id          INTEGER                  NOT NULL,
    campaign_id INTEGER                  NOT NULL,
    name        VARCHAR,
    format      VARCHAR,
    modified_ms BIGINT,
    deleted_at  TIMESTAMP WITH TIME ZONE,
    raw         JSON                     NOT NULL,
    changed_at  TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (realm, id)
);

-- Up to where a stream is complete.
CREATE TABLE watermarks (
    realm       VARCHAR                  NOT NULL,
    stream      VARCHAR                  NOT NULL,
    modified_ms BIGINT                   NOT NULL,
    moved_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (realm, stream)
);

-- What a list gave in the run that is on, to tell which rows it does not have any more.
CREATE TABLE seen (
    realm  VARCHAR NOT NULL,
    stream VARCHAR NOT NULL,
    id     INTEGER NOT NULL,
    PRIMARY KEY (realm, stream, id)
);

-- Records that fit into no table, once each; fingerprint is the MD5 of raw.
CREATE TABLE quarantine (
    realm       VARCHAR                  NOT NULL,
    stream      VARCHAR                  NOT NULL,
    fingerprint VARCHAR                  NOT NULL,
    reason      VARCHAR                  NOT NULL,
    raw         VARCHAR                  NOT NULL,
    seen_at     TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (realm, stream, fingerprint)
);

-- In which run of several workers a realm was copied last, so that no other worker of that run copies it again.
CREATE TABLE realm_runs (
    realm       VARCHAR                  NOT NULL,
    run         VARCHAR                  NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (realm)
);
