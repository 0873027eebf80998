"""What runs inside the image beside the services: the health check and the provisioning job."""
