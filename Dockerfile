# Two images: the bot (the last stage, or --target bot), and the sandbox (--target sandbox), which needs
# no token and shows its page on http://127.0.0.1:4747 with
#
#   docker run --rm --init=false --network host lyrebird:sandbox
#
# The digest of the base could not be looked up when this was written; each build records in its
# provenance which one it took. To pin it: node:24-bookworm@sha256:...
ARG BASE=node:24-bookworm

# The packages that the programs need, and nothing of what they are made from.
FROM ${BASE} AS modules
WORKDIR /app
# Native modules are compiled against the headers of this Node, not against fetched ones.
ENV npm_config_nodedir=/usr/local \
    npm_config_update_notifier=false
COPY package.json package-lock.json .npmrc ./
COPY scripts/buildOpus.js scripts/
COPY scripts/opus scripts/opus
RUN npm ci --omit=dev
COPY scripts/image/prune.js scripts/image/
RUN node scripts/image/prune.js node_modules

# Without what only the sandbox needs.
FROM modules AS bot-modules
RUN npm pkg delete dependencies.fastify dependencies.selfsigned \
  && npm prune --omit=dev --ignore-scripts --no-package-lock \
  && node scripts/image/prune.js node_modules

FROM modules AS root
RUN apt-get update \
  && apt-get install --yes --no-install-recommends busybox-static ca-certificates tini
COPY scripts/image/root.sh scripts/image/
RUN scripts/image/root.sh /image

# What runs: no compiler, no package manager, not root. Node runs the TypeScript as it is.
FROM scratch AS base
LABEL org.opencontainers.image.title="Lyrebird" \
      org.opencontainers.image.description="A Discord bot that plays never-ending music, generated live and steered by votes" \
      org.opencontainers.image.licenses="MIT"
COPY --from=root /image /
ENV PATH=/usr/local/bin:/usr/bin:/bin \
    NODE_ENV=production \
    DATA_DIR=/data
WORKDIR /app
COPY package.json LICENSE THIRD-PARTY.md ./
COPY src ./src
COPY commands ./commands
USER node
STOPSIGNAL SIGTERM
# Passes signals on from the first moment, and takes in what children leave behind.
ENTRYPOINT ["tini", "--"]
# Less room for what is young: 60 MB less for a bot in 5,000 servers, and collections that are shorter.
CMD ["node", "--disable-warning=ExperimentalWarning", "--max-semi-space-size=8", "src/main.ts"]

FROM base AS sandbox
COPY --from=modules /app/node_modules ./node_modules
ENV DATA_DIR=/tmp/data

FROM base AS bot
COPY --from=bot-modules /app/node_modules ./node_modules
ENV HEALTH_PORT=8080
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "src/ops/healthcheck.ts"]
