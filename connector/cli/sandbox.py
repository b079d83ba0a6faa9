"""`mentoring sandbox`: a make-believe Moodle with a fictitious school."""

import click
from waitress import serve

from connector.bootstrap import now
from connector.sandbox.access import SERVICE_TOKEN
from connector.sandbox.app import create_app
from connector.sandbox.school import build_school


@click.command(help="Учебный Moodle с вымышленной школой; на его странице видно, что записано.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8088, show_default=True)
@click.option("--users", default=60, show_default=True, help="Сколько людей в школе.")
@click.option("--courses", default=6, show_default=True, help="Сколько предметных курсов.")
@click.option("--seed", default=20, show_default=True, help="Какая именно школа.")
@click.option("--pace", default=0.0, show_default=True, help="1 – так же медленно, как настоящий.")
def sandbox(*, host: str, port: int, users: int, courses: int, seed: int, pace: float) -> None:
    """Serve the sandbox until stopped."""
    school = build_school(users=users, courses=courses, seed=seed, now=now())
    url = f"http://{host}:{port}"
    click.echo(f"MENTORING_MOODLE_URL={url}")
    click.echo(f"MENTORING_MOODLE_TOKEN={SERVICE_TOKEN}")
    serve(create_app(school, wwwroot=url, pace=pace), host=host, port=port, threads=8, _quiet=True)
