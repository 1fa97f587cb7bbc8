# After every change of the profile, the machine goes through its workflow again.
action "drp_run_workflow" "configure" {
  config {
    machine  = "Name:rack7-01.example.net"
    workflow = "configure"
    timeout  = "20m"
  }
}

resource "drp_profile" "web" {
  name   = "web"
  params = { "web/workers" = 4 }

  lifecycle {
    action_trigger {
      events  = [after_update]
      actions = [action.drp_run_workflow.configure]
    }
  }
}
