# One image for the page, the timetable and every command; README.md, "Docker", tells how to use it.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /app

# The libraries alone first: they change less often than the code.
COPY pyproject.toml ./
RUN python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"], sep="\n")' > /tmp/libraries.txt \
    && pip install --requirement /tmp/libraries.txt \
    && rm /tmp/libraries.txt

# Editable, because config/ and mappings/ are data that lies beside the code.
COPY README.md ./
COPY connector ./connector
COPY jobs ./jobs
COPY config ./config
COPY mappings ./mappings
RUN pip install --no-deps --editable . \
    && python -m compileall -q connector jobs

RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data mentoring \
    && install --directory --owner=mentoring --group=mentoring --mode=0700 /data

# The school's own config/ and mappings/, and var/ with the embedded database and the session key.
ENV MENTORING_HOME=/data \
    MENTORING_HOST=0.0.0.0 \
    MENTORING_PORT=8080
VOLUME /data
USER mentoring
EXPOSE 8080

HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import http.client, os; page = http.client.HTTPConnection('127.0.0.1', int(os.environ['MENTORING_PORT']), timeout=4); page.request('GET', '/health'); raise SystemExit(page.getresponse().status != 200)"]

ENTRYPOINT ["mentoring"]
CMD ["serve"]
