"""Moodle's web-service functions, one module per component; each takes the client first."""
