"""Wagtail's views of one record, each made to fetch it through the agencies of the person who asks. A record of another agency is
not found, and nothing of it is said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import RevisionsRevertMixin
from wagtail.snippets.views import snippets

from congkhai.accounts.acting import agencies_of, scoped
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import DueWeekly, FieldType
from congkhai.portal.acts.approve import approve
from congkhai.portal.acts.discard import discard
from congkhai.portal.acts.recall import recall
from congkhai.portal.acts.reject import reject
from congkhai.portal.acts.submit import submit
from congkhai.portal.acts.unschedule import unschedule
from congkhai.portal.derived import derive
from congkhai.portal.editing.actions import ActionMenu
from congkhai.portal.models import Disclosure
from congkhai.portal.ready import lack_in_words
from congkhai.portal.rules import asked_of, fields_of, find_obligation, parts_of, version_at
from congkhai.portal.shown import shown
from congkhai.skin.written import moment


def record_for(request: HttpRequest, key: Any) -> Disclosure:
    """The record of that key, if the person acts for its agency. Http404 else."""
    own = scoped(Disclosure.objects.select_related("agency", "latest_revision"), request.user)
    try:
        return get_object_or_404(own, pk=unquote(str(key)))
    except (ValueError, OverflowError):
        raise Http404 from None


def refused(request: HttpRequest, refusal: Exception) -> None:
    """Tell the person why an act was refused."""
    words = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
    for sentence in words:
        messages.error(request, sentence)


class Scoped:
    """A view of one record; stands first among the bases."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.record = record_for(request, kwargs["pk"])
        super().setup(request, *args, **kwargs)


class IndexView(snippets.IndexView):
    """The desk's own list stands in for Wagtail's, which knows of no agency."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("wagtailadmin_home")


class AddView(snippets.CreateView):
    """A record begins at the desk, with an agency and a part of the law (CreateView)."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("wagtailadmin_home")


class Quiet:
    """Saving is a person's act here: a script that saves by itself would put half a sentence into the record's history, and its
    files anew each time."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False

    def get_available_actions(self) -> list[str]:
        """Nobody publishes, or approves, from the form in which she writes."""
        return [
            action for action in super().get_available_actions() if action not in {"publish", "workflow-action", "restart-workflow"}
        ]

    def get_error_message(self) -> str:
        return _("Not saved yet. What has to be put right is marked below; all you typed is still here.")

    def get_success_message(self, instance: Disclosure | None = None) -> str | None:
        return None if self.action == "submit" else _("Saved as a draft.")

    def get_success_buttons(self) -> list[Any]:
        return []

    def _get_action_menu(self) -> ActionMenu:
        return ActionMenu(self.request, getattr(self, "object", None) or None)

    def submit_action(self) -> HttpResponse | None:
        record = Disclosure.objects.get(pk=self.object.pk)
        try:
            submit(record, by=self.request.user)
        except (PermissionDenied, ValidationError) as refusal:
            refused(self.request, refusal)
            return redirect(self.get_edit_url())
        newest = record.get_latest_revision_as_object()
        messages.success(self.request, _("“%s” is before the approvers.") % newest)
        if lack := lack_in_words(shown(newest, public=False)):
            messages.warning(self.request, lack)
        return redirect("desk:record", record.agency.slug, record.pk)


class CreateView(Quiet, snippets.CreateView):
    """A new record of one part of the law, for the agency in the address. ``?noi-dung=`` names the obligation, ``phan=`` the part,
    ``khong-phat-sinh=1`` asks for a nil return, ``ngon-ngu=en`` for an English record."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.agency = get_object_or_404(agencies_of(request.user).filter(portal=True), slug=kwargs["agency"])
        self.blank = blank(self.agency, request)
        super().setup(request, *args, **kwargs)

    def get_initial_form_instance(self) -> Disclosure:
        return self.blank

    def get_add_url(self) -> str:
        return f"{reverse('desk:create', args=[self.agency.slug])}?{self.request.GET.urlencode()}"

    def get_preview_url(self) -> str:
        return f"{reverse('desk:preview', args=[self.agency.slug])}?{self.request.GET.urlencode()}"

    def get_page_subtitle(self) -> str:
        return _("New record")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [at_the_desk(self.agency), {"url": "", "label": self.get_page_subtitle()}]


def at_the_desk(agency: Agency) -> dict[str, Any]:
    """The first step of a trail of links."""
    return {"url": reverse("desk:agency", args=[agency.slug]), "label": agency.title}


def blank(agency: Agency, request: HttpRequest) -> Disclosure:
    """An empty record of the part that the address names; ``tu=`` is the Monday of the week, or the first day of the period, that
    it is to cover. Http404 if the agency is not asked for such a part."""
    asked = request.GET
    obligation = find_obligation(asked.get("noi-dung", ""))
    if obligation is None or obligation not in asked_of(agency):
        raise Http404
    version = version_at(obligation, timezone.localdate())
    part = parts_of(version, agency).get(asked.get("phan", ""))
    nil = asked.get("khong-phat-sinh") == "1"
    if part is None or (nil and not part.nil):
        raise Http404
    record = Disclosure(agency=agency, obligation=obligation.id, part=asked["phan"], nil_return=nil)
    record.language = "en" if asked.get("ngon-ngu") == "en" else "vi"
    if isinstance(part.due or version.due, DueWeekly) and (monday := _day(asked.get("tu", ""))):
        sunday = monday + timedelta(days=6)
        week = {"from": monday.isoformat(), "until": sunday.isoformat()}
        record.fields = {rule.name: week for rule in fields_of(part, FieldType.PERIOD)[:1]}
        record.title = _("Schedule from %(first)s to %(last)s") % {"first": f"{monday:%d/%m/%Y}", "last": f"{sunday:%d/%m/%Y}"}
        derive(record)  # so that the form can say by when
    return record


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


class EditView(Scoped, Quiet, snippets.EditView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "GET" and self.record.workflow_in_progress:
            return redirect("desk:record", self.record.agency.slug, self.record.pk)
        return super().dispatch(request, *args, **kwargs)

    def is_valid(self, form: Any) -> bool:
        """Nobody writes over what another has saved meanwhile without being told."""
        if not self.is_out_of_date:
            return super().is_valid(form)
        form.is_valid()
        newest = self.latest_revision
        self.produced_error_message = _(
            "%(who)s saved another version at %(at)s, after you opened this page. What you typed is still here: look at the "
            "versions, then save again to put yours in its place."
        ) % {"who": newest.user.get_full_name() if newest.user else "?", "at": moment(newest.created_at)}
        return False

    def cancel_workflow_action(self) -> None:
        recall(self.record, by=self.request.user)

    def get_success_url(self) -> str:
        return self.get_edit_url()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [at_the_desk(self.record.agency), {"url": "", "label": self.get_page_subtitle()}]


class RevertView(RevisionsRevertMixin, EditView):
    """An old version becomes the newest draft, by whoever restores it, and is approved as any other."""

    view_name = "revisions_revert"


class DeleteView(Scoped, snippets.DeleteView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission_for_instance("delete", self.record):
            messages.error(request, _("What was ever public is not deleted. Withdraw it, with a reason."))
            return redirect("desk:withdraw", self.record.agency.slug, self.record.pk)
        return super().dispatch(request, *args, **kwargs)

    def delete_action(self) -> None:
        discard(self.record, by=self.request.user)

    def get_success_url(self) -> str:
        return reverse("desk:records", args=[self.record.agency.slug])


class UnpublishView(Scoped, snippets.UnpublishView):
    """What was public is withdrawn, with a reason."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("desk:withdraw", self.record.agency.slug, self.record.pk)


class UsageView(Scoped, snippets.UsageView):
    pass


class HistoryView(Scoped, snippets.HistoryView):
    pass


class PreviewOnEditView(Scoped, snippets.PreviewOnEditView):
    pass


class PreviewOnCreateView(snippets.PreviewOnCreateView):
    def get_object(self) -> Disclosure:
        agency = get_object_or_404(agencies_of(self.request.user).filter(portal=True), slug=self.kwargs["agency"])
        return blank(agency, self.request)


class PreviewNowhereView(snippets.PreviewOnCreateView):
    """A preview of a record of no agency: there is none."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        raise Http404


class PreviewRevisionView(Scoped, snippets.PreviewRevisionView):
    pass


class RevisionsCompareView(Scoped, snippets.RevisionsCompareView):
    pass


class RevisionsUnscheduleView(Scoped, snippets.RevisionsUnscheduleView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            unschedule(self.record, by=request.user)
        except PermissionDenied as refusal:
            refused(request, refusal)
        else:
            messages.success(request, self.get_success_message())
        return redirect(self.get_next_url())


class LockView(Scoped, snippets.LockView):
    pass


class UnlockView(Scoped, snippets.UnlockView):
    pass


class OwnTask:
    """The step in the address must be one of this very record's."""

    def get_task_state(self) -> Any:
        task_state = super().get_task_state()
        if task_state is not None and task_state.workflow_state.object_id != str(self.record.pk):
            raise Http404
        return task_state


class WorkflowActionView(Scoped, OwnTask, snippets.WorkflowActionView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        written = request.POST.get("comment", "")
        try:
            if self.action_name == "approve":
                approve(self.record, by=request.user, revision=self.task_state.revision_id, note=written)
            else:
                reject(self.record, by=request.user, reason=written)
        except (PermissionDenied, ValidationError) as refusal:
            refused(request, refusal)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
        return redirect(self.redirect_url)


class CollectWorkflowActionDataView(Scoped, OwnTask, snippets.CollectWorkflowActionDataView):
    pass


class ConfirmWorkflowCancellationView(Scoped, snippets.ConfirmWorkflowCancellationView):
    pass


class WorkflowPreviewView(Scoped, snippets.WorkflowPreviewView):
    pass


class WorkflowHistoryView(Scoped, snippets.WorkflowHistoryView):
    pass


class WorkflowHistoryDetailView(Scoped, snippets.WorkflowHistoryDetailView):
    pass
