data "drp_contexts" "all" {
  limit = 10
}

output "contexts" {
  value = data.drp_contexts.all.items[*].image
}
