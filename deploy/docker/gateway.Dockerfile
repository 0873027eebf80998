# The gateway with the built pages: Caddy's own image, the committed Caddyfile, and what Node makes of services/portal/web.
# Built from the checkout's top: see gateway.Dockerfile.dockerignore.
FROM node:22.20.0-bookworm-slim AS pages
WORKDIR /web
COPY services/portal/web/package.json services/portal/web/package-lock.json services/portal/web/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY services/portal/web ./
# It ends here where the first page of a school officer has become too large.
RUN npm run build

FROM caddy:2.10.2-alpine
COPY deploy/gateway/Caddyfile /etc/caddy/Caddyfile
COPY --from=pages /web/dist /srv/web
