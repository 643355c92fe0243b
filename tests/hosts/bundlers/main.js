import 'kirimin-profile-card';
import '../plain/page.js';
