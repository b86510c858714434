"""The record in; every address that Wagtail's admin has for it out, each with a view of ours behind it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from congkhai.portal.editing import views
from congkhai.portal.editing.panels import EDIT_HANDLER
from congkhai.portal.models import Disclosure


class DisclosureViewSet(SnippetViewSet):
    """No copy, inspection or chooser: each would be one more door to another agency's records, and none is needed."""

    model = Disclosure
    icon = "doc-full"
    menu_label = _("Records")
    base_url_path = "ban-ghi"
    add_to_menu = False
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = views.IndexView
    add_view_class = views.AddView
    edit_view_class = views.EditView
    delete_view_class = views.DeleteView
    usage_view_class = views.UsageView
    history_view_class = views.HistoryView
    revisions_view_class = views.PreviewRevisionView
    revisions_revert_view_class = views.RevertView
    revisions_compare_view_class = views.RevisionsCompareView
    revisions_unschedule_view_class = views.RevisionsUnscheduleView
    unpublish_view_class = views.UnpublishView
    preview_on_add_view_class = views.PreviewNowhereView
    preview_on_edit_view_class = views.PreviewOnEditView
    lock_view_class = views.LockView
    unlock_view_class = views.UnlockView
    workflow_action_view_class = views.WorkflowActionView
    collect_workflow_action_data_view_class = views.CollectWorkflowActionDataView
    confirm_workflow_cancellation_view_class = views.ConfirmWorkflowCancellationView
    workflow_preview_view_class = views.WorkflowPreviewView
    workflow_history_view_class = views.WorkflowHistoryView
    workflow_history_detail_view_class = views.WorkflowHistoryDetailView

    edit_handler = EDIT_HANDLER

    def register_chooser_viewset(self) -> None:
        """None: a record is named by its number in the form."""

    @property
    def create_view(self) -> Any:
        """The desk's own address for a new record (desk/urls.py)."""
        return self.construct_view(views.CreateView, **self.get_add_view_kwargs())

    @property
    def preview_view(self) -> Any:
        return self.construct_view(views.PreviewOnCreateView, form_class=self.get_form_class())


viewset = DisclosureViewSet()
