# docker build -t davy .
# docker run --env-file davy.env -v ./davy.yml:/etc/davy/davy.yml:ro -v davy:/data -p 3000:3000 davy
# Nothing is built: Node runs the TypeScript as it stands.
ARG NODE=node:24-bookworm-slim

FROM ${NODE} AS dependencies
WORKDIR /opt/davy
COPY package.json package-lock.json ./
COPY deploy/no-sentry-cli deploy/no-sentry-cli
RUN npm ci --omit=dev --no-audit --no-fund

FROM ${NODE}
# git reads what changes, ssh runs jobs and may be how git gets there.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates git openssh-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --home-dir /data --shell /usr/sbin/nologin davy \
 && install -d -m 0700 -o davy -g davy /data
WORKDIR /opt/davy
COPY --from=dependencies /opt/davy/node_modules node_modules
COPY package.json LICENSE manifest.yml ./
COPY deploy/no-sentry-cli deploy/no-sentry-cli
COPY migrations migrations
COPY commands commands
COPY src src
RUN ln -s /opt/davy/src/davy.ts /usr/local/bin/davy
USER 10001
# Davy listens in its container only: put TLS in front, or use Socket Mode.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DAVY_CONFIG=/etc/davy/davy.yml DAVY_DATA=/data
EXPOSE 3000
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
