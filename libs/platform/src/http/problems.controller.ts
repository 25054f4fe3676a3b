import { problemPages, type ProblemPage } from '@millwright/contracts';
import { Controller, Get, Header, Param, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Open } from '../access/needs.js';
import { NothingUnasked } from './nothing-unasked.js';
import { notFound } from '../service/read-models.js';

/** The pages that `type` of every problem leads to. */
@ApiTags('problems')
@UseGuards(new NothingUnasked())
@Controller('api/problems')
export class ProblemsController {
  @Get()
  @Open()
  @Header('content-type', 'text/html; charset=utf-8')
  @ApiOperation({ summary: 'All codes by which a route can refuse' })
  list(): string {
    const items = problemPages().map(({ code }) => `<li><a href="/api/problems/${code}">${code}</a></li>`);
    return page('Problems', `<ul>${items.join('')}</ul>`);
  }

  @Get(':code')
  @Open()
  @Header('content-type', 'text/html; charset=utf-8')
  @ApiOperation({ summary: 'What a code means and what to do about it' })
  one(@Param('code') code: string): string {
    const known = problemPages().find((one) => one.code === code) ?? notFound('problem', code);
    return page(code, contentOf(known));
  }
}

const contentOf = ({ statuses, says, remedy }: ProblemPage): string =>
  `<p>Status ${statuses.join(', ')}</p><h2>What it says</h2><ul>${says.map((one) => `<li>${escaped(one)}</li>`).join('')}</ul>
<h2>What to do</h2><p>${escaped(remedy)}</p><p><a href="/api/problems">All problems</a></p>`;

const page = (title: string, content: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)} - Millwright API</title>
<body><h1>${escaped(title)}</h1>${content}</body></html>\n`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
