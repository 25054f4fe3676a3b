export { databaseName, ensureDatabase, serviceUrl } from './database.js';
export { startSite, type Site, type SiteOptions } from './site.js';
