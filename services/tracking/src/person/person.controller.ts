import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  History,
  IdField,
  PageQuery,
  ReadModels,
  Resource,
  type Sender,
  Sent,
  SortField,
} from '@millwright/platform';
import { GrantSkillBody, RegisterPersonBody, WithdrawSkillBody } from './person.commands.js';
import { grantSkill, registerPerson, withdrawSkill, person as personStream } from './person.decider.js';
import { enrol, PersonEntity, PersonSkillEntity, rename } from './person.entity.js';

class PeopleQuery extends PageQuery {
  @SortField(['person', 'badge', 'name']) sort?: string;
  @IdField('Only the person with this badge', { optional: true }) badge?: string;
}

@Resource('tracking', 'people')
export class PersonController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({ needs: 'people.maintain', summary: 'Register a person', creates: true, refuses: ['badge-in-use'] })
  async register(@Body() body: RegisterPersonBody, @Sent() sender: Sender) {
    const { principal, key } = sender.context;
    const enrolled = await enrol(this.read.manager, body, principal, key);
    const result = await this.commands.execute(registerPerson, enrolled, sender);
    // A row that somebody left behind has the name that was meant then.
    if (enrolled.person !== enrolled.wanted && !result.accepted.replayed)
      await rename(this.read.manager, enrolled.person, body.name);
    return result;
  }

  @Post(':person/skills')
  @Command({
    needs: 'people.maintain',
    summary: 'Grant or renew a skill',
    creates: true,
    refuses: ['ends-before-start'],
  })
  grant(@Param('person') person: string, @Body() body: GrantSkillBody, @Sent() sender: Sender) {
    return this.commands.execute(grantSkill, { person, ...body }, sender);
  }

  @Post(':person/skills/:skill/withdraw')
  @Command({ needs: 'people.maintain', summary: 'Withdraw a skill', refuses: ['skill-missing'] })
  withdraw(
    @Param('person') person: string,
    @Param('skill') skill: string,
    @Body() body: WithdrawSkillBody,
    @Sent() sender: Sender,
  ) {
    return this.commands.execute(withdrawSkill, { person, skill, ...body }, sender);
  }

  @Get()
  @Answers({ needs: 'people.read', summary: 'People of the site', returns: PersonEntity })
  list(@Query() query: PeopleQuery) {
    return this.read.page(PersonEntity, query, { key: 'person', where: { badge: query.badge } });
  }

  @Get(':person')
  @Answers({ needs: 'people.read', summary: 'A person and what they may do' })
  async one(@Param('person') person: string, @Query() time: AsOfQuery) {
    const known = await this.read.one(PersonEntity, { person }, 'person');
    return this.history.versioned(time, [personStream(person)], async (rows) => ({
      ...known,
      skills: await rows.find(PersonSkillEntity, { where: { person }, order: { skill: 'ASC' } }),
    }));
  }
}
