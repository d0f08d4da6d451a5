// Uses the generated TypeScript client in one journey: login, refresh, problems, responses without JSON, 429 with Retry-After.
import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import createClient from 'openapi-fetch';
import type { components, paths } from './api.js';

type Problem = components['schemas']['Problem'];

const [baseUrl, email] = process.argv.slice(2) as [string, string];
const api = createClient<paths>({ baseUrl });

/** The documented body of a call that succeeds. */
async function succeeds<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
    const { data, error, response } = await call;
    assert.ok(data !== undefined, `${response.status} ${JSON.stringify(error)}`);
    return data;
}

/** The response of a call that fails with this code. */
async function fails(code: string, call: Promise<{ error?: Problem; response: Response }>): Promise<Problem & { response: Response }> {
    const { error, response } = await call;
    assert.equal(error?.code, code);
    assert.equal(error.status, response.status);
    assert.match(error.traceId, /^[0-9a-f]{32}$/);
    return { ...error, response };
}

const login = await succeeds(api.POST('/api/v1/auth/login', { body: { email, password: 'palisade-dev-password' } }));
const session = await succeeds(api.POST('/api/v1/auth/refresh', { body: { refreshToken: login.refreshToken } }));
assert.notEqual(session.refreshToken, login.refreshToken);
await fails('unauthenticated', api.GET('/api/v1/users/me'));

api.use({
    onRequest({ request }) {
        request.headers.set('Authorization', `Bearer ${session.accessToken}`);
        return request;
    },
});
assert.equal((await succeeds(api.GET('/api/v1/users/me'))).email, email);

const report = await succeeds(api.POST('/api/v1/reports', { body: { title: 'A journey', body: '', visibility: 'PRIVATE' } }));
const path = { id: report.id };
assert.equal((await succeeds(api.GET('/api/v1/reports/{id}', { params: { path } }))).owner.id, report.owner.id);
await fails('not-found', api.GET('/api/v1/reports/{id}', { params: { path: { id: randomUUID() } } }));
const invalid = await fails('validation-failed', api.POST('/api/v1/reports', { body: { title: '', body: '', visibility: 'PRIVATE' } }));
assert.deepEqual(invalid.violations?.map(({ field }) => field), ['title']);
assert.ok((await succeeds(api.GET('/api/v1/reports/export', { parseAs: 'text' }))).includes(report.id));
assert.equal((await api.DELETE('/api/v1/reports/{id}', { params: { path } })).response.status, 204);
await fails('not-found', api.DELETE('/api/v1/reports/{id}', { params: { path } }));

const page = await succeeds(api.GET('/api/v1/users', { params: { query: { limit: 1 } } }));
assert.ok(page.items.every((user) => !('email' in user)));
let answer = await api.GET('/api/v1/users');
for (let call = 0; call < 100 && !answer.error; call++) {
    answer = await api.GET('/api/v1/users');
}
const limited = await fails('rate-limited', Promise.resolve(answer));
assert.equal(limited.status, 429);
assert.ok(Number(limited.response.headers.get('Retry-After')) >= 1);
