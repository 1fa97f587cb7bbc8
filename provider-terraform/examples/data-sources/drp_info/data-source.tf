data "drp_info" "server" {}

output "files" {
  value = "http://${data.drp_info.server.address}:${data.drp_info.server.file_port}"
}
