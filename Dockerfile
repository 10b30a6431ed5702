# Installs the production dependencies; the full image has the compiler that Opus needs.
FROM node:24-bookworm AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

# What runs: no compiler, no npm cache, not root. Node runs the TypeScript as it is.
FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    DATA_DIR=/data \
    HEALTH_PORT=8080
WORKDIR /app
RUN install --directory --owner=node --group=node /data
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY src ./src
COPY commands ./commands
USER node
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "src/ops/healthcheck.ts"]
CMD ["node", "src/main.ts"]
