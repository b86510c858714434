"""The database itself refuses to change or remove a review, whoever asks: SQLite and PostgreSQL, each by triggers."""

from django.db import migrations

REFUSAL = "reviews are only added: one cannot be changed or removed"
SQLITE = [
    f"CREATE TRIGGER monitor_review_{act.lower()} BEFORE {act} ON monitor_review BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for act in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"CREATE FUNCTION monitor_review_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    "CREATE TRIGGER monitor_review_change BEFORE UPDATE OR DELETE ON monitor_review FOR EACH ROW EXECUTE FUNCTION monitor_review_refuse()",
    "CREATE TRIGGER monitor_review_truncate BEFORE TRUNCATE ON monitor_review FOR EACH STATEMENT EXECUTE FUNCTION monitor_review_refuse()",
]


def guard(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("monitor", "0001_initial")]
    operations = [migrations.RunPython(guard)]
