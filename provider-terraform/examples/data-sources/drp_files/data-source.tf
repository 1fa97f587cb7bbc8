data "drp_files" "all" {
  recursive = true
  details   = true
}

output "file_sums" {
  value = { for file in data.drp_files.all.items : file.path => file.sha256 }
}
