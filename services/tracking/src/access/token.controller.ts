import { Body, Get, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import {
  issueToken,
  Open,
  PlantSettings,
  ProblemException,
  ReadModels,
  Resource,
  ServiceRuntime,
  TokenBuckets,
  tokenLivesSeconds,
} from '@millwright/platform';
import { SignIn } from './access.commands.js';
import { signingKey } from './signing-key.preparation.js';
import { publicKeys } from './signing-key.entity.js';
import { tooManyAttempts, whoSignsIn } from './sign-in.entity.js';

/** So many attempts a second from one address: each may cost a slow hash. */
const attempts = new TokenBuckets(20);

@Resource('tracking', 'tokens')
export class TokenController {
  constructor(
    private readonly runtime: ServiceRuntime,
    private readonly read: ReadModels,
    private readonly settings: PlantSettings,
  ) {}

  @Post()
  @HttpCode(200)
  @Open()
  @ApiOperation({
    summary: 'Sign in: get a short-lived token for a key, a password, or a badge at a terminal',
    description:
      'Send it with every request as `Authorization: Bearer <token>`, and get the next one before it expires. It proves who somebody is; what they may do, each service asks its own list of grants.',
  })
  @ApiOkResponse({
    schema: {
      type: 'object',
      properties: {
        token: { type: 'string' },
        tokenType: { type: 'string', example: 'Bearer' },
        expiresIn: { type: 'integer', description: 'Seconds', example: tokenLivesSeconds },
        expiresAt: { type: 'string', format: 'date-time' },
        principal: { type: 'string', example: 'system:erp' },
        station: { type: 'string', example: 'TERMINAL-1' },
      },
      required: ['token', 'tokenType', 'expiresIn', 'expiresAt', 'principal'],
    },
  })
  async signIn(@Body() said: SignIn, @Ip() address: string) {
    const patience = attempts.take(address);
    if (patience !== undefined) throw tooManyAttempts(patience);
    const answer = await whoSignsIn(this.read.manager, said);
    if ('lockedSeconds' in answer) throw tooManyAttempts(answer.lockedSeconds);
    if ('refused' in answer)
      throw ProblemException.of(401, 'sign-in-refused', 'This does not open anything here; check what you have sent.');
    const key = await signingKey(this.runtime);
    const { token, expiresAt } = await issueToken(this.settings.site, key, answer);
    const expiresIn = Math.max(0, Math.floor((Date.parse(expiresAt) - Date.now()) / 1000));
    return { token, tokenType: 'Bearer', expiresIn, expiresAt, principal: answer.principal, station: answer.station };
  }
}

@Resource('tracking', 'jwks')
export class KeySetController {
  constructor(private readonly read: ReadModels) {}

  @Get()
  @Open()
  @ApiOperation({ summary: 'The public keys with which tokens of this site can be verified (JSON Web Key Set)' })
  @ApiOkResponse({ schema: { type: 'object', properties: { keys: { type: 'array', items: { type: 'object' } } } } })
  async keys() {
    const found = await publicKeys(this.read.manager);
    return {
      keys: found.map(({ key, publicKey }) => ({
        kty: 'OKP',
        crv: 'Ed25519',
        alg: 'EdDSA',
        use: 'sig',
        kid: key,
        x: publicKey,
      })),
    };
  }
}
