"""What a chief types in; first what such a round would visit, how politely and for how long, then the round itself, out."""

from __future__ import annotations

from math import ceil
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congkhai.accounts.models import User
from congkhai.agencies.law import catalogue, said
from congkhai.agencies.models import KINDS, Agency
from congkhai.crawling.pace import Pace
from congkhai.monitor.acts.create import create
from congkhai.monitor.desk.frame import frame
from congkhai.monitor.plan import lasting, plan
from congkhai.monitor.policy import owners_of, plans, reach
from congkhai.monitor.scope import surveyed
from congkhai.monitor.sweep import pace_of
from congkhai.records import Kind
from congkhai.skin.attempt import attempt
from congkhai.text import label_key

USUAL = Pace(contact="")
GROUPS = {"who": ("owner", "rules", "on", "title"), "whom": ("under", "named"), "how": ("rest", "pages")}
MOST_PAGES = 2000  # of one site, that a chief may ask for; the command line may ask for more


class RoundForm(forms.Form):
    """Who surveys whom, by which rules, as of which day, how politely."""

    owner = forms.ModelChoiceField(
        Agency.objects.none(), label=gettext_lazy("Surveying agency"), to_field_name="slug", empty_label=None
    )
    rules = forms.ChoiceField(label=gettext_lazy("Rule set"))
    on = forms.DateField(
        label=gettext_lazy("Survey day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
    title = forms.CharField(
        label=gettext_lazy("Title; made of the rule set and the day if left empty"), max_length=200, required=False
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("All of these kinds in the register"), required=False, widget=forms.CheckboxSelectMultiple
    )
    under = forms.ModelChoiceField(
        Agency.objects.none(),
        label=gettext_lazy("Only those below this agency"),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("any"),
    )
    named = forms.CharField(
        label=gettext_lazy("These agencies too, one a line, by name or address"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=50_000,
    )
    rest = forms.FloatField(
        label=gettext_lazy("Seconds between two requests to a host"),
        min_value=1,
        max_value=60,
        initial=USUAL.between_requests,
    )
    pages = forms.IntegerField(
        label=gettext_lazy("At most so many pages of a site"), min_value=1, max_value=MOST_PAGES, initial=USUAL.pages
    )

    def __init__(self, user: User, *args: Any, **given: Any) -> None:
        super().__init__(*args, label_suffix="", **given)
        self.user = user
        owners = owners_of(user).order_by("name", "pk")
        self.fields["owner"].queryset = owners
        self.fields["rules"].choices = [(name, said(rules.title)) for name, rules in catalogue().rulesets.items()]
        self.fields["kinds"].choices = [(kind.value, title) for kind, title in KINDS.items()]
        self.fields["under"].queryset = Agency.objects.filter(children__isnull=False).distinct().order_by("name", "pk")
        for name, field in self.fields.items():
            if name != "kinds" and self.is_bound and self[name].errors:
                field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"loi-{name}"}

    def clean_named(self) -> list[Agency]:
        """The agencies of the lines. ValidationError that names the lines which are none."""
        lines = [line.strip() for line in self.cleaned_data["named"].splitlines() if line.strip()]
        if not lines:
            return []
        known: dict[str, Agency] = {}  # of two that bear one name, the one in being
        for agency in Agency.objects.order_by(F("until").asc(nulls_last=True), "-pk"):
            known[label_key(agency.name)] = known[agency.slug] = agency
        unknown = [line for line in lines if line not in known and label_key(line) not in known]
        if unknown:
            raise ValidationError(_("No agency goes by: %(names)s."), params={"names": "; ".join(unknown[:5])})
        return list(dict.fromkeys(known.get(line) or known[label_key(line)] for line in lines))

    def clean(self) -> dict[str, Any]:
        """With ``agencies``: those of the kinds within the owner's reach, and those named."""
        given = super().clean()
        if self.errors:
            return given
        owner, on, under = given["owner"], given["on"], given["under"]
        agencies: set[Agency] = set(given["named"])
        if given["kinds"] or under:
            wanted = surveyed(register=on, kinds=[Kind(kind) for kind in given["kinds"]], under=under)
            within = set(reach(owner).values_list("pk", flat=True))
            agencies |= {agency for agency in wanted if self.user.is_superuser or agency.pk in within}
        given["agencies"] = sorted(agencies, key=lambda agency: agency.slug)
        if not agencies:
            raise ValidationError(_("No agency is chosen: choose kinds of agency, or name some."))
        return given

    @property
    def pace(self) -> dict[str, Any]:
        """What differs from the usual pace."""
        asked = {"between_requests": self.cleaned_data["rest"], "pages": self.cleaned_data["pages"]}
        return {name: value for name, value in asked.items() if value != getattr(USUAL, name)}

    @property
    def asked(self) -> dict[str, Any]:
        """What planning a round takes."""
        given = self.cleaned_data
        return {**{name: given[name] for name in ("owner", "rules", "on", "agencies", "title")}, "pace": self.pace}


def _preview(form: RoundForm) -> dict[str, Any]:
    pace = pace_of(form.pace)
    found = plan(form.cleaned_data["agencies"], pace)
    return {
        "plan": found,
        "likely": lasting(found.likely),
        "longest": lasting(found.longest),
        "megabytes": pace.total_bytes // 1_000_000,
        "minutes": ceil(pace.seconds / 60),
    }


def new(request: HttpRequest) -> HttpResponse:
    """First a look at what it would do, then the round. What was typed stays."""
    if not plans(request.user):
        raise PermissionDenied(_("Your role in this agency does not reach this act."))
    form = RoundForm(request.user, request.POST if request.method == "POST" else None)
    preview: dict[str, Any] | None = None
    if form.is_bound and form.is_valid():
        made: list[str] = []
        if "lap" in request.POST:

            def act() -> str:
                made.append(create(by=request.user, **form.asked).slug)
                return _("Planned. Nothing is visited before you start it.")

            if attempt(request, act):
                return redirect("rounds:round", made[0])
        preview = _preview(form)
    groups = {group: [form[name] for name in names] for group, names in GROUPS.items()}
    return frame(request, "new.html", here="new", form=form, preview=preview, **groups)
