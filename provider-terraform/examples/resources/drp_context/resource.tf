resource "drp_context" "tooling" {
  name        = "tooling"
  description = "Runs tasks in a container"
  image       = "tooling:v3"
  engine      = "docker-context"
}
