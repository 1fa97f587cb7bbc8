/** Machine parameter that a claim carries until the machine is safe in Terraform's state. */
export const pendingParameter = 'terraform/pending'
