terraform {
  required_version = ">= 1.9.0, < 2.0.0"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50.0"
    }
  }

  # Named at `terraform init -backend-config=bucket=...`: the state holds no secret, but it is the map
  # of everything.
  backend "gcs" {
    prefix = "zerowasteai"
  }
}

provider "google" {
  project               = var.project
  region                = var.region
  billing_project       = var.project
  user_project_override = true
}
