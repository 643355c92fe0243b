-- The tables. The README explains them to whoever reads the file beside the running server.
CREATE TABLE people (
    id          TEXT PRIMARY KEY,
    position    INTEGER NOT NULL,            -- the order in which they were seeded
    listed      INTEGER NOT NULL,            -- 1: shown by GET /demo/people
    deleted     INTEGER NOT NULL,            -- 1: the account of a former member
    username    TEXT NOT NULL,
    displayname TEXT NOT NULL,
    bio         TEXT,
    image       TEXT,                        -- a file name; may be missing in avatars
    badges      TEXT                         -- a JSON array of numbers
) STRICT;
CREATE TABLE friendships (                   -- unordered: person_a < person_b
    person_a TEXT NOT NULL REFERENCES people(id),
    person_b TEXT NOT NULL REFERENCES people(id),
    PRIMARY KEY (person_a, person_b),
    CHECK (person_a < person_b)
) STRICT;
CREATE TABLE requests (                      -- from_person has asked to_person
    from_person TEXT NOT NULL REFERENCES people(id),
    to_person   TEXT NOT NULL REFERENCES people(id),
    PRIMARY KEY (from_person, to_person)
) STRICT;
CREATE TABLE sessions (
    id        TEXT PRIMARY KEY,              -- the value of the cookie connect.sid
    person_id TEXT NOT NULL REFERENCES people(id),
    created   INTEGER NOT NULL               -- seconds since 1970
) STRICT;
CREATE TABLE avatars (
    name         TEXT PRIMARY KEY,           -- people.image
    content_type TEXT NOT NULL,
    bytes        BLOB NOT NULL
) STRICT;
