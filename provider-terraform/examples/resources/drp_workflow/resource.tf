resource "drp_stage" "lab_ready" {
  name        = "lab-ready"
  description = "Nothing more to do"
}

resource "drp_workflow" "ready" {
  name        = "lab-ready"
  description = "Makes a machine of the lab ready"
  stages      = [drp_stage.lab_ready.name]
}
