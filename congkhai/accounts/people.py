"""The screens on which an editor-in-chief keeps her own agency's people and units, and the installation's keepers keep everyone."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from congkhai.accounts.acting import Person, agencies_of, scoped
from congkhai.accounts.invite import invite
from congkhai.accounts.models import Membership, Role, User
from congkhai.accounts.policy import AgencyPolicy
from congkhai.agencies.models import Agency, Unit


class Scoped:
    """Rows of the agencies whose editor-in-chief one is."""

    path = "agency"

    def get_queryset(self) -> QuerySet[Any]:
        return scoped(super().get_queryset(), self.request.user, path=self.path, role=Role.CHIEF)


class Index(Scoped, generic.IndexView):
    pass


class Add(generic.CreateView):
    pass


class Edit(Scoped, generic.EditView):
    pass


class Delete(Scoped, generic.DeleteView):
    pass


class AgencyForm(WagtailAdminModelForm):
    """Offers only the agencies, and their units, that the person may act for as editor-in-chief."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = agencies_of(self.for_user, Role.CHIEF).filter(portal=True)
        if "agency" in self.fields:
            self.fields["agency"].queryset = own
            self.fields["agency"].initial = own.first()
            self.fields["agency"].disabled = self.instance.pk is not None
        if "unit" in self.fields:
            self.fields["unit"].queryset = Unit.objects.filter(agency__in=own)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        unit = given.get("unit")
        if unit and given.get("agency") and unit.agency != given["agency"]:
            self.add_error("unit", _("That unit belongs to another agency."))
        return given


class RoleForm(AgencyForm):
    class Meta:
        model = Membership
        fields = ("agency", "role", "unit")

    def clean(self) -> dict[str, Any]:
        if self.instance.user_id == self.for_user.pk:
            raise ValidationError(_("You cannot change your own role. Ask another editor-in-chief, or those who run the portal."))
        return super().clean()


class NewcomerForm(AgencyForm):
    """A role together with the person who gets it."""

    username = User._meta.get_field("username").formfield()
    full_name = User._meta.get_field("full_name").formfield(required=True)
    position = User._meta.get_field("position").formfield()
    email = User._meta.get_field("email").formfield(
        required=True, help_text=_("The link with which she chooses her password is sent there.")
    )
    field_order = ("username", "full_name", "position", "email", "agency", "unit", "role")

    class Meta:
        model = Membership
        fields = ("agency", "role", "unit")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        known = User.objects.filter(username=given.get("username")).first()
        if known and not self.for_user.is_superuser:
            self.add_error(
                "username", _("There is a person of that name already. Those who run the portal can give her a role here too.")
            )
        elif known and known.memberships.filter(agency=given.get("agency")).exists():
            self.add_error("username", _("That person has a role in this agency already."))
        details = {name: given.get(name, "") for name in ("username", "full_name", "position", "email")}
        self.instance.user = known or User(**details)
        return given


class AddNewcomer(Add):
    def save_instance(self) -> Membership:
        invite(self.form.instance, self.request)
        return self.form.instance


class DeleteRole(Delete):
    def delete_action(self) -> None:
        if self.object.user == self.request.user:
            raise PermissionDenied
        super().delete_action()


class Screens(ModelViewSet):
    """Listing, adding, editing, removing; nothing else of Wagtail's."""

    index_view_class, add_view_class, edit_view_class, delete_view_class = Index, Add, Edit, Delete
    copy_view_enabled = False
    add_to_reference_index = False
    add_to_admin_menu = True
    without = ("history", "history_results", "usage")

    def get_urlpatterns(self) -> list[Any]:
        return [entry for entry in super().get_urlpatterns() if entry.name not in self.without]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**kwargs) | {f"{name}_url_name": None for name in self.without}


class MembershipScreens(Screens):
    model = Membership
    icon = "group"
    menu_label = _("People")
    menu_name = "nguoi"
    menu_order = 800
    add_view_class, delete_view_class = AddNewcomer, DeleteRole
    list_display = ("user", "role", "unit", "agency")
    list_filter = ("role",)

    def get_form_class(self, for_update: bool = False) -> type[AgencyForm]:
        return RoleForm if for_update else NewcomerForm


class UnitForm(AgencyForm):
    class Meta:
        model = Unit
        fields = ("agency", "name")


class UnitScreens(Screens):
    model = Unit
    icon = "clipboard-list"
    menu_label = _("Units")
    menu_name = "bo-phan"
    menu_order = 810
    list_display = ("name", "agency")

    def get_form_class(self, for_update: bool = False) -> type[AgencyForm]:
        return UnitForm


class OwnAgency(Scoped):
    path = "pk"


class AgencyIndex(OwnAgency, generic.IndexView):
    pass


class AgencyEdit(OwnAgency, generic.EditView):
    pass


class AgencyRowPolicy(AgencyPolicy):
    """Its editor-in-chief keeps an agency's row; whether there is one is for the installation's keepers."""

    def user_has_permission(self, user: Person, action: str) -> bool:
        return super().user_has_permission(user, action) and (user.is_superuser or action != "add")


CONTACT = ("address", "telephone", "fax", "email", "responsible", "operator")
IDENTITY = ("slug", "name", "name_en", "kind", "parent", "rules", "portal", "since", "until", "site")


class ContactForm(WagtailAdminModelForm):
    """An editor-in-chief keeps how the agency is reached; who it is, and whether it publishes here, is not hers to change."""

    site = forms.URLField(label=_("site"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.for_user.is_superuser:
            for name in IDENTITY:
                del self.fields[name]

    class Meta:
        model = Agency
        fields = IDENTITY + CONTACT


class AgencyScreens(Screens):
    model = Agency
    icon = "site"
    menu_label = _("Agencies")
    menu_name = "co-quan"
    menu_order = 820
    index_view_class, edit_view_class = AgencyIndex, AgencyEdit
    without = (*Screens.without, "delete")
    list_display = ("name", Column("get_kind_display", label=_("kind")), BooleanColumn("portal", label=_("publishes here")))
    list_filter = ("portal", "kind")

    def get_form_class(self, for_update: bool = False) -> type[ContactForm]:
        return ContactForm


class UserForm(WagtailAdminModelForm):
    forget_second_step = forms.BooleanField(
        label=_("remove the second step"),
        required=False,
        help_text=_("When the telephone and the recovery codes are lost. Make sure first that it is she who asks."),
    )

    class Meta:
        model = User
        fields = ("username", "full_name", "position", "email", "is_active", "is_superuser")

    def save(self, commit: bool = True) -> User:
        if self.cleaned_data["forget_second_step"]:
            Authenticator.objects.filter(user=self.instance).delete()
        return super().save(commit)


class UserScreens(Screens):
    """For the installation's keepers alone. An account is closed, never removed: the publication log names it."""

    model = User
    icon = "user"
    menu_label = _("Accounts")
    menu_name = "tai-khoan"
    menu_order = 830
    without = (*Screens.without, "add", "delete")
    list_display = (
        "username",
        "full_name",
        BooleanColumn("is_active", label=_("in use")),
        BooleanColumn("is_superuser", label=_("runs the installation")),
    )

    def get_form_class(self, for_update: bool = False) -> type[UserForm]:
        return UserForm
