import { CredentialController } from './credential.controller.js';
import { CredentialEntity } from './credential.entity.js';
import { beginAccess } from './first-administrator.preparation.js';
import { GrantController } from './grant.controller.js';
import { Credentials0000000000201 } from '../migrations/0201-access.js';
import { workCenterOf } from './work-center-of.entity.js';
import { KeySetController, TokenController } from './token.controller.js';

/** Who may do what: the part of tracking that owns it. */
export const accessOfSite = {
  entities: [CredentialEntity],
  migrations: [Credentials0000000000201],
  controllers: [GrantController, CredentialController, TokenController, KeySetController],
  begins: beginAccess,
  workCenterOf,
};
