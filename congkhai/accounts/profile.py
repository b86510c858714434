"""A signed-in person in, the page of her own settings out: Wagtail's, with our one name and without a picture to upload."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import account

from congkhai.accounts.models import User


class NameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("full_name", "position")


class NamePanel(account.BaseSettingsPanel):
    name = "name"
    title = _("Your name")
    form_class = NameForm
    order = 100


class Account(account.AccountView):
    """Password, second step and address are changed at the one door only."""

    def get_panels(self) -> list[account.BaseSettingsPanel]:
        unused = (account.NameEmailSettingsPanel, account.AvatarSettingsPanel, account.ChangePasswordPanel)
        own = NamePanel(self.request, self.request.user, account.UserProfile.get_for_user(self.request.user))
        return [own, *(panel for panel in super().get_panels() if not isinstance(panel, unused))]
