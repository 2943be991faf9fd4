import { apiTool } from './api.js';
import { commandTool } from './command.js';
import { holderTool, unchangedTool } from './reference.js';

/** The tool that the options ask for. @param {{ tool: string, api: string, cmd: string | null }} options @returns {Promise<import('./tool.js').Tool>} */
export async function chooseTool({ tool, api, cmd }) {
  if (cmd !== null) return commandTool(cmd);
  if (tool === 'unchanged') return unchangedTool;
  if (tool === 'holder') return holderTool;
  if (tool === 'api') return apiTool(api);
  throw new Error(`Unknown tool ${tool}: api, unchanged or holder.`);
}
