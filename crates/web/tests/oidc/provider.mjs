// A certified OpenID Connect provider, for as long as a test runs: node provider.mjs REDIRECT_URI
// Whoever is named in `login_hint` is signed in without being asked. It prints its address when it is ready.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const [redirectUri] = process.argv.slice(2);
let provider;

// people by name: `unverified-…` have an e-mail address that nobody has checked
const findAccount = (_context, id) => ({
  accountId: id,
  claims: () => ({
    sub: id,
    email: `${id.replace(/^(unverified|other)-/, "")}@example.org`,
    email_verified: !id.startsWith("unverified-"),
  }),
});

async function interact(request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const accountId = params.login_hint;
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope("openid email");
  const result = { login: { accountId }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result);
}

const server = createServer((request, response) => {
  if (request.url.startsWith("/interaction/")) {
    interact(request, response).catch((error) => {
      response.statusCode = 500;
      response.end(String(error));
    });
    return;
  }
  provider.callback()(request, response);
});

server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  provider = new Provider(issuer, {
    clients: [
      {
        client_id: "seven-steps",
        client_secret: "a secret of the tests",
        redirect_uris: [redirectUri],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    findAccount,
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    cookies: { keys: ["made up for tests"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
  });
  console.log(issuer);
});

// it ends with the test, however that ends
process.stdin.on("end", () => process.exit(0));
process.stdin.resume();
