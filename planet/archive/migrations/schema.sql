CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)

CREATE TABLE acts (
    id INTEGER NOT NULL,
    done BIGINT NOT NULL,
    verb TEXT NOT NULL,
    story BIGINT,
    url TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (id)
)

CREATE TABLE aliases (
    number BIGINT NOT NULL,
    story BIGINT NOT NULL,
    PRIMARY KEY (number)
)

CREATE INDEX aliases_by_story ON aliases (story)

CREATE TABLE blogs (
    id INTEGER NOT NULL,
    url TEXT NOT NULL,
    history TEXT NOT NULL,
    feed TEXT NOT NULL,
    profile TEXT NOT NULL,
    aggregator BOOLEAN NOT NULL,
    first_harvest BIGINT,
    last_arrival BIGINT,
    PRIMARY KEY (id),
    UNIQUE (url)
)

CREATE TABLE contents (
    number BIGINT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (number)
)

CREATE TABLE entries (
    number BIGINT NOT NULL,
    blog INTEGER NOT NULL,
    story BIGINT NOT NULL,
    raw TEXT NOT NULL,
    position INTEGER,
    date BIGINT NOT NULL,
    dated_by TEXT NOT NULL,
    first_seen BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    revised BIGINT,
    published BIGINT,
    updated BIGINT,
    state TEXT NOT NULL,
    held_for TEXT NOT NULL,
    recognised TEXT NOT NULL,
    announce BOOLEAN NOT NULL,
    PRIMARY KEY (number)
)

CREATE INDEX entries_by_hold ON entries (state, date)

CREATE INDEX entries_by_story ON entries (story)

CREATE INDEX entries_by_window ON entries (blog, position)

CREATE TABLE keys (
    "key" BIGINT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY ("key", number)
)
 WITHOUT ROWID

CREATE TABLE meta (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
)

CREATE TABLE runs (
    id INTEGER NOT NULL,
    started TEXT NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (id)
)

CREATE TABLE stories (
    number BIGINT NOT NULL,
    shown BIGINT NOT NULL,
    date BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    arrived BIGINT NOT NULL,
    state TEXT NOT NULL,
    hidden BOOLEAN NOT NULL,
    announce BOOLEAN NOT NULL,
    pinned_until BIGINT,
    title TEXT NOT NULL,
    link TEXT NOT NULL,
    language TEXT NOT NULL,
    light TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (number)
)

CREATE INDEX stories_by_arrival ON stories (arrived)

CREATE INDEX stories_by_pin ON stories (pinned_until) WHERE pinned_until IS NOT NULL

CREATE INDEX stories_by_date ON stories (date)

CREATE TABLE terms (
    slug TEXT NOT NULL,
    "key" TEXT NOT NULL,
    former TEXT NOT NULL,
    PRIMARY KEY (slug)
)

CREATE TABLE verdicts (
    one BIGINT NOT NULL,
    other BIGINT NOT NULL,
    same BOOLEAN NOT NULL,
    rule TEXT NOT NULL,
    detail TEXT NOT NULL,
    decided BIGINT NOT NULL,
    PRIMARY KEY (one, other)
)

CREATE INDEX verdicts_by_other ON verdicts (other)

CREATE TABLE revisions (
    part TEXT NOT NULL,
    mark TEXT NOT NULL,
    PRIMARY KEY (part)
)

CREATE TRIGGER stories_insert AFTER INSERT ON stories BEGIN INSERT INTO revisions (part, mark) VALUES ('stories ' || (NEW.date / 2592000000000), lower(hex(randomblob(8)))) ON CONFLICT (part) DO UPDATE SET mark = excluded.mark; END

CREATE TRIGGER stories_update AFTER UPDATE ON stories BEGIN INSERT INTO revisions (part, mark) VALUES ('stories ' || (OLD.date / 2592000000000), lower(hex(randomblob(8)))) ON CONFLICT (part) DO UPDATE SET mark = excluded.mark; INSERT INTO revisions (part, mark) VALUES ('stories ' || (NEW.date / 2592000000000), lower(hex(randomblob(8)))) ON CONFLICT (part) DO UPDATE SET mark = excluded.mark; END

CREATE TRIGGER stories_delete AFTER DELETE ON stories BEGIN INSERT INTO revisions (part, mark) VALUES ('stories ' || (OLD.date / 2592000000000), lower(hex(randomblob(8)))) ON CONFLICT (part) DO UPDATE SET mark = excluded.mark; END

CREATE TRIGGER terms_insert AFTER INSERT ON terms BEGIN INSERT INTO revisions (part, mark) VALUES ('terms', lower(hex(randomblob(8)))) ON CONFLICT (part) DO UPDATE SET mark = excluded.mark; END

CREATE TRIGGER terms_update AFTER UPDATE ON terms BEGIN INSERT INTO revisions (part, mark) VALUES ('terms', lower(hex(randomblob(8)))) ON CONFLICT (part) DO UPDATE SET mark = excluded.mark; END

CREATE TRIGGER terms_delete AFTER DELETE ON terms BEGIN INSERT INTO revisions (part, mark) VALUES ('terms', lower(hex(randomblob(8)))) ON CONFLICT (part) DO UPDATE SET mark = excluded.mark; END
