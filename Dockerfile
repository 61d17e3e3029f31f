# An image with supervisord as the first process, for one or several programs in a container.
#
#     docker build -t supervise .
#     docker run --rm -v "$PWD/conf.d:/etc/supervisor/conf.d:ro" supervise
#
# etc/container/ has an image of several programs made from it; doc/installing.md says more.

FROM debian:bookworm AS build
# By themselves: engines keep what is installed until the list changes.
COPY scripts/deps /supervise/scripts/
RUN /supervise/scripts/deps build packaging
COPY . /supervise
RUN /supervise/scripts/package /packages

FROM debian:bookworm-slim
COPY --from=build /packages/supervise_*.deb /tmp/
RUN apt-get update && \
    apt-get install --yes --no-install-recommends /tmp/supervise_*.deb && \
    rm -rf /tmp/supervise_*.deb /var/lib/apt/lists/* /var/cache/apt/*
COPY etc/container/supervisord.conf /etc/supervisor/supervisord.conf
STOPSIGNAL SIGTERM
# A program that does not run makes the container unhealthy. Name those that matter when others may be stopped.
HEALTHCHECK --interval=15s --timeout=5s --start-period=15s CMD ["/usr/bin/supervisorctl", "status"]
ENTRYPOINT ["/usr/bin/supervisord", "-n", "-c", "/etc/supervisor/supervisord.conf"]
