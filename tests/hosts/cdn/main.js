import 'kirimin-profile-card';
import './page.js';
