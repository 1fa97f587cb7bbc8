data "drp_context" "tooling" {
  name = "tooling"
}

output "context_tooling" {
  value = data.drp_context.tooling.image
}
