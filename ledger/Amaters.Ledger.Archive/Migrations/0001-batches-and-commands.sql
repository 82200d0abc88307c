-- The archive of one ledger: what auditors query. The ledger's truth is its Raft log; these tables are a copy that can
-- be dropped and written again.

CREATE TABLE ledger (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    ledger_id bytea NOT NULL CHECK (octet_length(ledger_id) = 32),
    genesis   text NOT NULL
);

CREATE TABLE batches (
    batch_number    bigint PRIMARY KEY CHECK (batch_number > 0),
    header_digest   bytea NOT NULL UNIQUE CHECK (octet_length(header_digest) = 32),
    previous_header bytea NOT NULL CHECK (octet_length(previous_header) = 32),
    old_root        bytea NOT NULL CHECK (octet_length(old_root) = 32),
    new_root        bytea NOT NULL CHECK (octet_length(new_root) = 32),
    commands_root   bytea NOT NULL CHECK (octet_length(commands_root) = 32),
    outcomes        bytea NOT NULL,
    first_sequence  bigint NOT NULL,
    command_count   integer NOT NULL,
    proof           bytea NOT NULL CHECK (octet_length(proof) = 192),
    worker          text NOT NULL,
    sealed_at       timestamptz NOT NULL,
    proven_at       timestamptz NOT NULL
);

CREATE TABLE commands (
    sequence          bigint PRIMARY KEY CHECK (sequence > 0),
    batch_number      bigint NOT NULL REFERENCES batches,
    digest            bytea NOT NULL UNIQUE,
    client_id         bytea NOT NULL,
    operation         text NOT NULL,
    collection        bytea NOT NULL,
    tag               bytea NOT NULL,
    expected_version  numeric(20) NOT NULL,
    payload_digest    bytea NOT NULL,
    encryption_key_id bytea NOT NULL,
    result            text NOT NULL,
    signed_command    bytea NOT NULL,
    committed_at      timestamptz NOT NULL
);

CREATE INDEX commands_by_record ON commands (collection, tag, sequence);
CREATE INDEX commands_by_client ON commands (client_id, sequence);

-- One row per command with everything that says when, by whom and with what outcome it happened.
CREATE VIEW audit_trail AS
SELECT commands.sequence,
       commands.committed_at,
       batches.proven_at,
       commands.batch_number,
       encode(commands.client_id, 'hex')  AS client_id,
       commands.operation,
       encode(commands.collection, 'hex') AS collection,
       encode(commands.tag, 'hex')        AS tag,
       commands.expected_version,
       commands.result,
       encode(commands.digest, 'hex')     AS command_digest,
       encode(batches.header_digest, 'hex') AS batch_header,
       batches.worker
FROM commands
JOIN batches USING (batch_number);
