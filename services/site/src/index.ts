export { startSite, type Site, type SiteOptions } from './site.js';
