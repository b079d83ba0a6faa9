"""Alerts: rules that are data, what they point out, and what people did about it."""

from connector.domain.alerts.alert import Alert, AlertCode
from connector.domain.alerts.rules import AlertRule

__all__ = ["Alert", "AlertCode", "AlertRule"]
