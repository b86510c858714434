"""The one door: every address at which a person signs in, out, or changes how she does."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("allauth.account.urls")), path("hai-buoc/", include("allauth.mfa.urls"))]
