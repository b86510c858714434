"""The full-text index over the word columns, kept by the database itself, so that no way of writing a row passes it by."""

from django.db import migrations

COLUMNS = ("title_exact", "body_exact", "title_folded", "body_folded")


def _sqlite():
    columns = ", ".join(COLUMNS)
    old, new = (", ".join(f"{row}.{column}" for column in COLUMNS) for row in ("old", "new"))
    forget = f"INSERT INTO search_words(search_words, rowid, {columns}) VALUES ('delete', old.id, {old});"
    learn = f"INSERT INTO search_words(rowid, {columns}) VALUES (new.id, {new});"
    # Marks stay (remove_diacritics 0): the folded columns were folded by us, and FTS5 would not fold đ.
    # A migration that alters search_indexed makes the table anew on SQLite, and must make these triggers again.
    yield (
        f"CREATE VIRTUAL TABLE search_words USING fts5({columns}, content='search_indexed', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 0')"
    )
    yield f"CREATE TRIGGER search_words_insert AFTER INSERT ON search_indexed BEGIN {learn} END"
    yield f"CREATE TRIGGER search_words_delete AFTER DELETE ON search_indexed BEGIN {forget} END"
    yield f"CREATE TRIGGER search_words_update AFTER UPDATE ON search_indexed BEGIN {forget} {learn} END"


def _postgresql():
    for column in COLUMNS:
        yield (
            f"ALTER TABLE search_indexed ADD COLUMN {column}_words tsvector "
            f"GENERATED ALWAYS AS (strip(to_tsvector('simple', {column}))) STORED"
        )
        yield f"CREATE INDEX search_{column} ON search_indexed USING gin ({column}_words)"


def forwards(apps, schema_editor):
    for statement in {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER search_words_{act}")
        schema_editor.execute("DROP TABLE search_words")
    else:
        for column in COLUMNS:
            schema_editor.execute(f"ALTER TABLE search_indexed DROP COLUMN {column}_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
