output "filter_operator" {
  value = provider::drp::parse_filter("Pool=In(default,gpu)").operator # "in"
}
