"""Records in every state, brought there by the portal's own acts; and many at once, for counting queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from congkhai import text
from congkhai.accounts.models import Role
from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import FieldRule, FieldType
from congkhai.files.models import StoredFile
from congkhai.files.store import keep
from congkhai.portal.acts.approve import approve
from congkhai.portal.acts.expire import expire
from congkhai.portal.acts.submit import submit
from congkhai.portal.acts.withdraw import withdraw
from congkhai.portal.models import Attachment, Disclosure
from congkhai.portal.rules import version_at
from tests import factories
