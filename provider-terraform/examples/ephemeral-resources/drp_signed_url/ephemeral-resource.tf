ephemeral "drp_signed_url" "pack" {
  url = "https://repo.example.net/packs/site-v1.2.0.json"
}
