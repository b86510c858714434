"""The portal's one workflow: a freshly migrated database in; the step of approval, tied to the record, out."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from congkhai.portal.models import ApprovalTask, Disclosure

NAME = "Duyệt trước khi công khai"
STEP = "Người khác đọc và duyệt"


def set_up_workflow(apps: Any = None, **_migrated: Any) -> None:
    """Made once, after migrating; whoever renames it in the database keeps the name. Nothing happens where the portal's tables
    were just taken away."""
    if apps is not None and "portal" not in apps.all_models:
        return
    ContentType.objects.clear_cache()  # after a flush the types have new numbers
    content_type = Disclosure.get_content_type()
    if WorkflowContentType.objects.filter(content_type=content_type).exists():
        return
    task = ApprovalTask.objects.create(name=STEP)
    workflow = Workflow.objects.create(name=NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowContentType.objects.create(content_type=content_type, workflow=workflow)
