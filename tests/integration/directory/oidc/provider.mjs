// A real OpenID Connect provider: node provider.mjs PORT. Whoever types a name is signed in under it; the address of
// `unverified` has not been verified. It says `ready` once it listens.
import { generateKeyPairSync } from 'node:crypto'
import Provider from 'oidc-provider'

const [port] = process.argv.slice(2)
const CALLBACK = '/api/directory/v1/sessions/oidc/callback'
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'weekwire',
      client_secret: 'a-secret-that-the-provider-gave',
      redirect_uris: [`http://localhost:8080${CALLBACK}`],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  cookies: { keys: ['a-key-for-the-cookies-of-this-run'] },
  features: { devInteractions: { enabled: true } },
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'k1' }] },
  pkce: { required: () => true },
  findAccount: (_context, name) => ({
    accountId: name,
    claims: () => ({ sub: name, email: `${name}@School.example`, email_verified: name !== 'unverified' }),
  }),
})

// Each run of the application is opened at another port.
provider.Client.prototype.redirectUriAllowed = (address) => {
  const { hostname, pathname } = new URL(address)
  return hostname === 'localhost' && pathname === CALLBACK
}

provider.listen(Number(port), '127.0.0.1', () => console.log('ready'))
