# One file, five targets: api, worker and web are what runs; mail is the catcher for trying it out.
FROM node:24-bookworm-slim AS base
WORKDIR /app
ENV NODE_ENV=production NX_DAEMON=false NX_NO_CLOUD=true

# The manifests alone, so that packages are installed again only when one of them changes.
FROM base AS manifests
COPY package.json package-lock.json .npmrc ./
COPY apps/api/package.json apps/api/
COPY apps/web/package.json apps/web/
COPY libs/contract/package.json libs/contract/
COPY libs/text/package.json libs/text/
COPY libs/ticket/package.json libs/ticket/

FROM manifests AS install
RUN npm ci --include=dev --ignore-scripts

FROM install AS build
COPY . .
RUN npm run build

# What the API's bundle leaves outside itself: its own dependencies and nothing of the tools.
FROM manifests AS packages
RUN npm ci --omit=dev --omit=optional --ignore-scripts --workspace @vagval/api

FROM base AS api
COPY --from=packages /app ./
COPY --from=build /app/apps/api/dist apps/api/dist
USER node
EXPOSE 3001
CMD ["node", "--enable-source-maps", "apps/api/dist/main.js"]

# The worker prints pages to PDF: a browser, and letters for every script its pages are written in.
FROM api AS worker
USER root
RUN apt-get update && apt-get install -y --no-install-recommends chromium fonts-noto-core \
  && rm -rf /var/lib/apt/lists/*
USER node
CMD ["node", "--enable-source-maps", "apps/api/dist/worker.js"]

FROM base AS web
COPY --from=build /app/apps/web/package.json apps/web/
COPY --from=build /app/apps/web/build apps/web/build
USER node
EXPOSE 3000
CMD ["node", "apps/web/build/index.js"]

FROM install AS mail
USER node
EXPOSE 1025 1080
CMD ["node", "node_modules/maildev/dist/bin/maildev.js", "--ip", "0.0.0.0", "--web-ip", "0.0.0.0"]
