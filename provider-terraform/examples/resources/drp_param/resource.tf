resource "drp_param" "workers" {
  name          = "app/workers"
  description   = "Number of workers"
  documentation = "How many workers the application starts."
  schema = {
    type    = "integer"
    minimum = 1
    default = 4
  }
}
