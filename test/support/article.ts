/** What the article states, read from it line by line: the tests compare the bundled data with this. */

/** Who supports which model, with which status, via what, who says so, on which date, and in which line of the article. */
export const SUPPORT_STATED: readonly [
  who: string,
  model: string,
  status: string,
  via: string,
  saidBy: string,
  date: string | null,
  line: number,
][] = [
  ['moore-threads', 'deepseek-v3', 'pledged', 'kuae', 'moore-threads', '2025-02-04', 12],
  ['moore-threads', 'deepseek-r1', 'pledged', 'kuae', 'moore-threads', '2025-02-04', 12],
  ['huawei', 'deepseek-models', 'in-progress', 'ascend-cloud-service', 'huawei', null, 16],
  ['siliconflow', 'deepseek-models', 'in-progress', 'ascend-cloud-service', 'huawei', null, 16],
  ['gitee-ai', 'deepseek-r1-based-models', 'available', 'metax-gpus', 'gitee-ai', null, 20],
  ['metax', 'deepseek-r1-based-models', 'available', 'metax-gpus', 'gitee-ai', null, 20],
  ['iluvatar-corex', 'deepseek-r1', 'in-progress', '', 'iluvatar-corex', '2025-02-04', 24],
  ['alibaba', 'deepseek-models', 'in-progress', '', 'scmp', null, 30],
  ['tencent', 'deepseek-models', 'in-progress', '', 'scmp', null, 30],
  ['huawei', 'deepseek-models', 'in-progress', '', 'scmp', null, 30],
  ['baidu', 'deepseek-models', 'in-progress', '', 'scmp', null, 30],
];

/** All other claims, and who makes them. */
export const RELATIONS_STATED: readonly [statement: string, saidBy: string][] = [
  ['zhang-jianzhong founded moore-threads', 'scmp'],
  ['zhang-jianzhong worked-at nvidia', 'scmp'],
  ['deepseek develops deepseek-v3', 'moore-threads'],
  ['deepseek develops deepseek-r1', 'moore-threads'],
  ['deepseek develops deepseek-models', 'scmp'],
  ['deepseek-v3 member-of deepseek-models', 'moore-threads'],
  ['deepseek-r1 member-of deepseek-models', 'moore-threads'],
  ['deepseek-r1-based-models derived-from deepseek-r1', 'gitee-ai'],
  ['moore-threads makes kuae', 'moore-threads'],
  ['moore-threads makes moore-threads-chips', 'scmp'],
  ['kuae runs-on moore-threads-chips', 'scmp'],
  ['huawei partners-with siliconflow', 'huawei'],
  ['huawei operates ascend-cloud-service', 'huawei'],
  ['huawei makes ascend-solution', 'huawei'],
  ['huawei makes huawei-server-clusters', 'huawei'],
  ['huawei makes huawei-ai-modules', 'huawei'],
  ['huawei makes huawei-accelerator-cards', 'huawei'],
  ['ascend-cloud-service runs-on ascend-solution', 'huawei'],
  ['metax makes metax-gpus', 'gitee-ai'],
  ['gitee-ai runs-on metax-gpus', 'gitee-ai'],
  ['gitee-ai partners-with iluvatar-corex', 'scmp'],
  ['alibaba owns scmp', 'scmp'],
];
